"""The server of a class: its pages for students, for the wall, and for the teacher."""
