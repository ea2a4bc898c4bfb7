"""Settings for all tests."""

import pytest
from hypothesis import settings

# Workers share two cores: a slow example says nothing about the code.
settings.register_profile("epaper", deadline=None, derandomize=True)
settings.load_profile("epaper")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
