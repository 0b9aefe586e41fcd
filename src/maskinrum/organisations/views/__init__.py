"""Pages about oneself and about the organisations of the network. Signing in and out is allauth's."""
