"""What a story is: its model, its language, how it is read, and what is said of its faults.

It knows no screen, no clock, no chance, and no file but the one being read.
"""
