"""Pictures: a story as a graph, a table as a plot; as SVG, and in cells."""
