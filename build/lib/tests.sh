# Runs every test project and sums up.

passed=0 failed=0 skipped=0
failures=()
results="$root/TestResults"

run_tests() {
    local projects
    mapfile -t projects < <(test_projects)
    set_up
    build "${projects[@]}"
    report_blas
    rm -rf "$results"
    for project in "${projects[@]}"; do
        test_project "$project"
    done
    if [ ${#failures[@]} -gt 0 ]; then
        printf '\nFailed:\n'
        printf '  %s\n' "${failures[@]}"
    fi
    printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
    [ "$skipped" -eq 0 ] || [ -n "${VAE_DATA:-}" ] || printf 'Skipped are the tests on MNIST: VAE_DATA=DIR, with its four files in DIR/mnist, runs them.\n'
    [ "$failed" -eq 0 ]
}

test_projects() {
    cd "$root"
    compgen -G 'test/*/*.csproj'
    [ "$stack" != stand-in ] || compgen -G 'build/stand-ins/tests/*.csproj'
}

test_project() { # project
    local name trx status=0
    name="$(basename "$1" .csproj)"
    trx="$results/$name.trx"
    printf '\n%s\n' "$name"
    dotnet test "$root/$1" -c "$configuration" --no-build -nologo -p:VaeStack="$stack" "${build_properties[@]}" \
        --logger "console;verbosity=minimal" --logger "trx;LogFileName=$name.trx" --results-directory "$results" "${rest[@]}" || status=$?
    count "$trx" "$name" "$status"
}

count() { # trx, name, exit status
    local counters="" total=0 ok=0 bad=0 problem=""
    [ ! -f "$1" ] || counters="$(grep -o '<Counters [^>]*' "$1")" || true
    if [ -n "$counters" ]; then
        total="$(counter total)" ok="$(counter passed)" bad="$(counter failed)"
        mapfile -t -O ${#failures[@]} failures < <(grep '<UnitTestResult .*outcome="Failed"' "$1" | sed 's/.* testName="\([^"]*\)".*/\1/' | plain_text)
    fi
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + total - ok - bad))
    problem="$(run_problem "$1" "$3" "$total" "$bad")"
    if [ -n "$problem" ]; then
        failed=$((failed + 1))
        failures+=("$2: $problem")
    fi
}

# What went wrong with the run as a whole, beside failed tests: it counts as one more failure.
run_problem() { # trx, exit status, total, failed
    if [ -f "$1" ] && grep -q 'test run was aborted' "$1"; then
        echo "the run was aborted"
    elif [ "$2" -ne 0 ] && [ "$4" -eq 0 ]; then
        echo "the run ended with status $2"
    elif [ "$3" -eq 0 ] && [ ${#rest[@]} -eq 0 ]; then
        echo "no test ran"
    fi
}

plain_text() { sed "s/&quot;/\"/g; s/&apos;/'/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g"; }

counter() { # attribute of the Counters element
    local value="${counters#* "$1"=\"}"
    [ "$value" != "$counters" ] || { echo 0; return; }
    echo "${value%%\"*}"
}
