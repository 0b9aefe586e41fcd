"""The demo world: invented organisations, people and agreements, made by calling actions."""

from maskinrum.config.demo.names import DEMO_PASSWORD, SIGN_INS, DemoSignIn
from maskinrum.config.demo.world import holds_demo_persons, holds_others, load_demo_world

__all__ = ["DEMO_PASSWORD", "SIGN_INS", "DemoSignIn", "holds_demo_persons", "holds_others", "load_demo_world"]
