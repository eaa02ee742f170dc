"""From YAML to a story: nodes with their places, fields, parts, the whole."""
