"""What of the running partnership can be found."""

from maskinrum.steering.indexing.running import offer_running

__all__ = ["offer_running"]
