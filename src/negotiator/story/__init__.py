"""What a story is: its model, its language, how it is read, and how its faults are reported.

It knows no screen, no clock, no chance, and no file but the one being read.
"""
