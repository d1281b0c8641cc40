"""What becomes of a kernel's code: linked into others, called by name, or called from Python.

Numba optimises a function and makes machine code of it before it links it into whoever calls it,
where all of that is done again: a function five calls below the month is compiled six times, and
the month itself is one function of which LLVM makes machine code in minutes. So a kernel is one of
four things:

    Linked  only kernels call it: it is checked and simplified by itself, and the rest is done once,
            in whoever it is linked into; no machine code is made of it alone
    Apart   a large part that only kernels call, a few times a day and community: machine code of
            its own, which others call by name. Tuples are handed to it by address
    Whole   Python calls it
    Door    Python calls it with large tuples, which are handed to it by address, too

A kernel that was compiled before is brought back with those apart that it calls: their names hang
on what they are, not on the process that compiled them first.
"""

import hashlib
from typing import Any

from llvmlite import binding
from numba.core import codegen, compiler, itanium_mangler
from numba.core.compiler_lock import require_global_compiler_lock

from socialcredit.core.by_address import Handed
from socialcredit.core.compiling import needed
from socialcredit.core.lazy import fetch

Needed = tuple[str, str, tuple[Any, ...]]  # a kernel apart: its module, its name, its types


class Ours(codegen.JITCodeLibrary):  # type: ignore[misc]
    """The code of a kernel, and which kernels apart it calls."""

    def __init__(self, generator: Any, name: str) -> None:
        super().__init__(generator, name)
        self.needs: dict[Needed, None] = {}

    def _optimize_final_module(self) -> None:
        """Optimise once: Numba does so twice, to take out counts of references in between."""
        passes, builder = self._codegen._module_pass_manager()
        passes.run(self._final_module, builder)

    def add_linking_library(self, library: Any) -> None:
        """Link another kernel, and need what it needs."""
        super().add_linking_library(library)
        self.needs |= getattr(library, "told", lambda: {})()

    def told(self) -> dict[Needed, None]:
        """What those need who link this."""
        return self.needs

    def serialize_using_object_code(self) -> Any:
        """The library for the disk."""
        name, _, body = super().serialize_using_object_code()
        return name, (type(self), tuple(self.needs)), body

    @classmethod
    def brought_back(cls, generator: Any, name: str, needs: tuple[Needed, ...], body: Any) -> Any:
        """The library as it was kept, once those that it calls are there."""
        for module, kernel, kinds in needs:
            fetch(module, kernel).compile(kinds)
        library = cls(generator, name)
        library.needs = dict.fromkeys(needs)
        library.filled(body)
        return library

    def filled(self, body: Any) -> None:
        """Take in machine code, and what others link."""
        code, linked = body
        self.enable_object_caching()
        self._set_compiled_object(code)
        self._shared_module = binding.parse_bitcode(linked)
        self._finalize_final_module()
        self._codegen._engine._load_defined_symbols(self._shared_module)


class Whole(Ours):
    """The code of a kernel that Python calls."""


class Door(Ours):
    """The code of a kernel that Python calls with tuples by address."""


class NotCalled:
    """A code generator whose function has no environment, as nobody calls it from Python."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def set_env(self, env_name: str, env: Any) -> None:
        """An environment is for a function that Python calls."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


class Linked(Ours):
    """The code of a kernel and of those it calls, as others link it."""

    @property
    def codegen(self) -> Any:
        """As other libraries have it, but that there is no place for an environment."""
        return NotCalled(super().codegen)

    def finalize(self) -> None:
        """Link what is called; leave the optimisation, and machine code, to whoever calls."""
        require_global_compiler_lock()
        self._raise_if_finalized()
        for library in dict.fromkeys(self._linking_libraries):
            self._reload_init.update(library._reload_init)
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._final_module.verify()
        self._finalize_dynamic_globals()
        self._verify_declare_only_symbols()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        """Nought: no function of it can be called."""
        self._ensure_finalized()
        return 0

    def serialize_using_object_code(self) -> Any:
        """The library for the disk."""
        self._ensure_finalized()
        body = self._get_module_for_linking().as_bitcode()
        return self.name, (type(self), tuple(self.needs)), body

    def filled(self, body: Any) -> None:
        """Take in what others link."""
        self._final_module = binding.parse_bitcode(body)
        self._finalized = True


class Apart(Ours):
    """The code of a kernel that others call by name."""

    def __init__(self, generator: Any, name: str) -> None:
        super().__init__(generator, name)
        self.itself: Needed | None = None

    def address_of(self, name: str) -> int:
        """Where a function of it lies, compiled here or brought back from disk."""
        self._ensure_finalized()
        return int(self._codegen._engine.get_function_address(name))

    def told(self) -> dict[Needed, None]:
        """Itself; what it needs comes with it."""
        assert self.itself is not None
        return {self.itself: None}

    def _get_module_for_linking(self) -> Any:
        """Nothing: whoever calls it declares it."""
        self._ensure_finalized()
        return binding.parse_assembly(str(self._codegen._create_empty_module(self.name)))

    def serialize_using_object_code(self) -> Any:
        """The library for the disk."""
        self._ensure_finalized()
        body = (self._get_compiled_object(), self.itself)
        return self.name, (type(self), tuple(self.needs)), body

    def filled(self, body: Any) -> None:
        """Take in machine code."""
        code, self.itself = body
        self.enable_object_caching()
        self._set_compiled_object(code)
        self._finalize_final_module()


def named_by_types(name: str, kinds: Any, *, abi_tags: Any = (), uid: Any = None) -> str:
    """The name of a function in machine code; Numba's would hold numbers that a process gives."""
    digest = hashlib.sha256(repr([str(kind) for kind in kinds]).encode()).hexdigest()[:16]
    return str(itanium_mangler.mangle(name, (), abi_tags=(*abi_tags, digest), uid=uid))


def named_alone(name: str, kinds: Any, **told: Any) -> str:
    """That of a kernel apart, the same in every process and for whoever asks first."""
    return named_by_types(name, kinds, abi_tags=("apart",))


class Compiler(compiler.Compiler):  # type: ignore[misc]
    """Numba's compiler for kernels that Python calls."""

    library: type[Ours] = Whole

    def define_pipelines(self) -> list[Any]:
        """Numba's own, but for what no kernel needs."""
        return [needed(one) for one in super().define_pipelines()]

    def compile_extra(self, func: Any) -> Any:
        """Compile a function into a library of ours."""
        state, kind = self.state, self.library
        if kind is Whole and any(isinstance(one, Handed) for one in state.args):
            kind, state.flags.no_cpython_wrapper = Linked, True  # Python has no address to give
        state.library = kind(state.targetctx.codegen(), func.__qualname__)
        state.library.enable_object_caching()
        state.targetctx.mangler = named_by_types  # of a copy for this function
        if kind is Apart:
            state.library.itself = (func.__module__, func.__qualname__, tuple(state.args))
            state.targetctx.mangler = named_alone
        return super().compile_extra(func)


class DoorCompiler(Compiler):
    """The same for kernels that Python hands large tuples."""

    library = Door


class LinkedCompiler(Compiler):
    """The same for kernels that are linked into others."""

    library = Linked


class ApartCompiler(Compiler):
    """The same for kernels that others call by name."""

    library = Apart


class Reader:
    """A target as whoever brings a compiled kernel back from disk asks it."""

    def __init__(self, target: Any) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        return getattr(self._target, name)

    def codegen(self) -> Any:
        """Itself, since nothing is asked of the code generator but what follows."""
        return self

    def unserialize_library(self, held: Any) -> Any:
        """The library as it was kept."""
        name, (kind, needs), body = held
        return kind.brought_back(self._target.codegen(), name, needs, body)
