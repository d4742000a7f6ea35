# Which stack to build on: the packages of the feed, or the stand-ins.

choose_stack() { # auto|nuget|stand-in
    local memory="$root/build/.stack"
    case "$1" in
        nuget|stand-in) stack="$1" ;;
        auto)
            if [ -s "$memory" ]; then
                stack="$(tr -d '[:space:]' < "$memory")"
                case "$stack" in
                    nuget|stand-in) say "stack: $stack (remembered in build/.stack)"; return ;;
                    *) die "build/.stack holds '$stack'; delete it, or give --stack nuget or --stack stand-in" ;;
                esac
            fi
            ask_feed || return 0 ;;
        *) die "--stack is '$1'; it must be auto, nuget or stand-in" ;;
    esac
    printf '%s\n' "$stack" > "$memory"
    say "stack: $stack (now remembered in build/.stack)"
}

# Sets the stack. Fails when the feed gave no answer worth remembering.
ask_feed() {
    local answer
    say "asking the feed for Microsoft.ML and TorchSharp ..."
    if answer="$(dotnet restore "$root/build/probe/Probe.csproj" -v q -p:VaeStack=nuget "${build_properties[@]}" 2>&1)"; then
        stack=nuget
        return 0
    fi
    stack=stand-in
    if grep -q 'NU110[123]' <<< "$answer" && ! grep -q 'NU1301' <<< "$answer"; then
        say "the feed does not have them"
        return 0
    fi
    grep -m 3 'error' <<< "$answer" >&2 || printf '%s\n' "$answer" | tail -n 5 >&2
    say "the feed could not be asked (see above): stack: $stack for this call, nothing is remembered"
    return 1
}
