# Measures training beside PyTorch.

run_bench() {
    die "not there yet"
}
