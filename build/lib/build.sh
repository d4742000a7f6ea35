# Building, and saying what the result runs on.

build() { # projects, relative to the root
    local projects
    projects="$(IFS='|'; printf '%s' "$*|build/info/Info.csproj")"
    say "building ($stack stack, $configuration) ..."
    if [ "$stack" = stand-in ] && [ ! -f "$root/build/.native/libLibTorchSharp.so" ]; then
        say "the first build compiles a native library over libtorch, which takes a minute or so"
    fi
    dotnet msbuild "$root/build/Projects.proj" -restore -nologo -v:q -clp:ErrorsOnly -m \
        -p:Configuration="$configuration" -p:VaeStack="$stack" "${build_properties[@]}" -p:Projects="$projects" || die "the build failed"
}

report_blas() {
    say "$(dotnet "$root/build/info/bin/$configuration/net10.0/Info.dll")"
}
