"""What a story's plays come to, in figures: how fair it is, and what follows from decisions."""
