"""What is odd about a story, found without playing it: a module a subject, a function a code or a
few that belong together. `checking.static` calls them all."""
