"""Flowables of tasks: ruled lines, boxes to tick, cards, concept maps and essay plans."""
