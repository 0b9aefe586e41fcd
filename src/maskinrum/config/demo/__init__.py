"""The demo world: invented organisations, people and agreements, made by calling actions."""

from maskinrum.config.demo.names import DEMO_PASSWORD, SIGN_INS, DemoSignIn
from maskinrum.config.demo.presence import holds_demo_persons, holds_others, may_hold_demo

__all__ = ["DEMO_PASSWORD", "SIGN_INS", "DemoSignIn", "holds_demo_persons", "holds_others", "may_hold_demo"]
