"""What is said: sentences for players, which every face takes from here and only lays out."""
