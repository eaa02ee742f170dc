"""One module for each screen, with its styles in a .tcss beside it."""
