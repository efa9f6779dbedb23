"""Locale: every word that packgen itself prints on pages or gives to screen readers, in the languages that it knows.

A language is one file beside this one, such as ``fr.yaml``; messages to authors are English and stay in the code.
"""
