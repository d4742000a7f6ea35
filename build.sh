#!/usr/bin/env bash
# Builds, runs, tests and measures the project, and sets up what the machine lacks. ./build.sh help
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
configuration=Release
stack=""            # nuget or stand-in, once chosen
build_properties=() # -p:Name=Value
rest=()             # what is left of the command line for the command

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

for part in stack setup build tests bench results; do
    # shellcheck source=/dev/null
    . "$root/build/lib/$part.sh"
done

help() {
    cat <<'TEXT'
./build.sh run   [--stack S] [-p:Name=Value ...] [-- options of the sample; try -- --help]
./build.sh test  [--stack S] [-p:Name=Value ...] [-- options of dotnet test, such as --filter]
./build.sh bench [--stack S] [-p:Name=Value ...] [-- options of the benchmark]
./build.sh results [--stack S] [-p:Name=Value ...] [-- options: --data DIR, --only REGEX, --output FILE]
./build.sh help

results measures every network, likelihood and objective on MNIST, in DIR or what VAE_DATA names, and writes docs/results.md;
with --only, the rows that match go to the console.

Each command first sets up what it needs, and only what is missing.

--stack nuget     the packages Microsoft.ML and TorchSharp from the feed
--stack stand-in  the replacements in build/stand-ins, over Debian 12's libtorch (apt packages are installed)
--stack auto      (default) the stack of the last call; on the first call, asks the feed whether it has the packages

The stack in use is remembered in build/.stack, which a plain `dotnet build` or `dotnet test` and an IDE obey too.
Delete that file to be asked again, or to get the nuget stack from plain dotnet commands.
When the feed cannot be reached, this call uses the stand-ins and nothing is remembered.

-p:Name=Value goes to the build: -p:Cuda=true, -p:TorchSharpVersion=0.105.2, -p:MicrosoftMLVersion=4.0.2, ...
TEXT
}

say() { printf '%s\n' "build.sh: $*" >&2; }
die() { say "$*"; exit 1; }

parse() {
    local wanted=auto
    while [ $# -gt 0 ]; do
        case "$1" in
            --stack) [ $# -ge 2 ] || die "--stack needs a value: auto, nuget or stand-in"; wanted="$2"; shift ;;
            --stack=*) wanted="${1#--stack=}" ;;
            -p:*) build_properties+=("$1") ;;
            --) shift; rest+=("$@"); break ;;
            *) rest+=("$1") ;;
        esac
        shift
    done
    choose_stack "$wanted"
}

run() {
    set_up
    build src/Samples/Samples.csproj
    report_blas
    dotnet run --project "$root/src/Samples" -c "$configuration" --no-build -p:VaeStack="$stack" "${build_properties[@]}" -- "${rest[@]}"
}

main() {
    local command="${1:-help}"
    [ $# -eq 0 ] || shift
    case "$command" in
        help|-h|--help) help ;;
        run|test|bench|results)
            command -v dotnet >/dev/null || die "the .NET 10 SDK is needed: https://dotnet.microsoft.com/download"
            parse "$@"
            case "$command" in run) run ;; test) run_tests ;; bench) run_bench ;; results) run_results ;; esac ;;
        *) help >&2; die "unknown command '$command'" ;;
    esac
}

main "$@"
