# Measures the table of networks, likelihoods and objectives on MNIST.

run_results() {
    set_up
    build build/results/Results.csproj
    report_blas
    goes_elsewhere || rest+=(--output "$root/docs/results.md")
    dotnet "$root/build/results/bin/$configuration/net10.0/Results.dll" "${rest[@]}"
}

# Some rows alone are no page, and go to the console.
goes_elsewhere() {
    local option
    for option in "${rest[@]}"; do
        case "$option" in --only|--only=*|--only:*|--output|--output=*|--output:*) return 0 ;; esac
    done
    return 1
}
