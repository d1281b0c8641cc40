"""Where the house grows: its longest files, functions and signatures outside kernels.

Part of `make check`: a report and not a judgement. The bounds that hold are in `test_house.py`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "socialcredit"
KERNELS = {"kernel", "inner", "inlined", "unfolded", "allocating", "door"}
SHOWN = 5

Function = ast.FunctionDef | ast.AsyncFunctionDef
Row = tuple[int, str]


def functions() -> Iterator[tuple[str, Function]]:
    """Every function that is no kernel, with the file that it stands in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function) and not is_kernel(node):
                yield path.relative_to(PACKAGE).as_posix(), node


def is_kernel(node: Function) -> bool:
    """Whether it is compiled; a kernel's long signature says what a stage may see."""
    return bool({one.id for one in node.decorator_list if isinstance(one, ast.Name)} & KERNELS)


def lengths_of_files() -> list[Row]:
    """Lines of every file."""
    return [
        (path.read_text(encoding="utf-8").count("\n"), path.relative_to(PACKAGE).as_posix())
        for path in PACKAGE.rglob("*.py")
    ]


def lengths_of_functions() -> list[Row]:
    """Lines of every function."""
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{file}: {node.name}")
        for file, node in functions()
    ]


def lengths_of_signatures() -> list[Row]:
    """Arguments of every function."""
    return [
        (len(node.args.args) + len(node.args.kwonlyargs), f"{file}: {node.name}")
        for file, node in functions()
    ]


def report() -> list[str]:
    """The longest of each, a line each."""
    lines = []
    for title, rows in (
        ("longest files, in lines", lengths_of_files()),
        ("longest functions outside kernels, in lines", lengths_of_functions()),
        ("longest signatures outside kernels, in arguments", lengths_of_signatures()),
    ):
        lines.append(f"{title}:")
        lines += [f"  {size:4}  {name}" for size, name in sorted(rows, reverse=True)[:SHOWN]]
    return lines


if __name__ == "__main__":
    print("\n".join(report()))
