"""The page: a play in any browser, behind a small server or inside a published file."""
