"""Compiles the parts that have a compiled twin; what cannot be compiled is left out.

The library is complete without them. Everything else is in pyproject.toml.
"""

from __future__ import annotations

import os

import lxml
from Cython.Compiler.Errors import CompileError as CythonError
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import CompileError

# No product and sum at once, which are rounded once instead of twice as in Python.
SAME_NUMBERS = [] if os.name == "nt" else ["-ffp-contract=off"]

# What the parts of the compiled walk know of each other.
WALK = [f"src/scrapeclean/segment/{name}.pxd" for name in ("_inline_c", "_nodes_c")]


class OptionalBuild(build_ext):
    """As setuptools', which skips an optional extension that C cannot compile, or Cython."""

    def build_extension(self, ext: Extension) -> None:
        """Compile one."""
        try:
            super().build_extension(ext)
        except CythonError as error:  # an lxml whose declarations are no longer those we know
            raise CompileError(str(error)) from error


setup(
    cmdclass={"build_ext": OptionalBuild},
    ext_modules=[
        *(
            Extension(
                f"scrapeclean.segment.{name}",
                [f"src/scrapeclean/segment/{name}.pyx"],
                include_dirs=lxml.get_include(),
                depends=WALK,
                optional=True,
            )
            for name in ("_inline_c", "_nodes_c", "_walk_c")
        ),
        Extension(
            "scrapeclean._leaf_sums_c",
            ["src/scrapeclean/_leaf_sums_c.pyx"],
            extra_compile_args=SAME_NUMBERS,
            optional=True,
        ),
        Extension(
            "scrapeclean.segment._scan_c", ["src/scrapeclean/segment/_scan_c.pyx"], optional=True
        ),
        *(
            Extension(
                f"scrapeclean.{name}",
                [f"src/scrapeclean/{name.replace('.', '/')}.pyx"],
                optional=True,
            )
            for name in ("_joints_c", "_literals_c", "_word_sums_c", "features._stems_c")
        ),
        Extension(
            "scrapeclean._columns_c",
            ["src/scrapeclean/_columns_c.pyx"],
            extra_compile_args=SAME_NUMBERS,
            optional=True,
        ),
    ],
)
