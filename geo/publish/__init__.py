"""How an atlas leaves the house: one writer per format, features in, bytes out.

Nothing here opens a window, asks for the time or rolls dice: the same features give the same bytes.
The one list of formats is :data:`geo.publish.writers.WRITERS`.
"""
