# Measures training beside Debian's PyTorch, which only this command needs.

run_bench() {
    set_up
    apt_install libopenblas0-openmp python3-torch
    build build/bench/Bench.csproj
    report_blas
    dotnet "$root/build/bench/bin/$configuration/net10.0/Bench.dll" "${rest[@]}"
}
