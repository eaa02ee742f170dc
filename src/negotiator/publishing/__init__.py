"""A story as a page that needs no server: the engine itself runs in the browser."""
