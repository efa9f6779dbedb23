"""Which sheets a pack is made of, each as it was made before or made now."""
