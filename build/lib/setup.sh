# What the machine must have. On the nuget stack the packages bring everything; the stand-ins need Debian's libtorch and a compiler.

# In one call with libtorch, so that apt does not choose another BLAS: the reference one is slow, and OpenBLAS's pthread build
# fights libtorch's OpenMP threads.
stand_in_packages=(libopenblas0-openmp libtorch-dev cmake g++ make libpng16-16 libturbojpeg0 libgdk-pixbuf-2.0-0)

set_up() {
    [ "$stack" = stand-in ] || return 0
    [ "$(uname -s)" = Linux ] || die "the stand-ins run on Debian 12 only; here, use a feed that has the packages and --stack nuget"
    apt_install "${stand_in_packages[@]}"
}

apt_install() { # packages
    local missing=()
    command -v dpkg-query >/dev/null || die "this is no Debian: needed here are libtorch 1.13 with its headers, OpenBLAS for OpenMP, libpng 1.6, TurboJPEG 2, gdk-pixbuf 2, cmake, make and g++ (on Debian 12: $*)"
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        die "packages are missing; as root, run: apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
    fi
    say "installing ${missing[*]} ..."
    apt_get install "${missing[@]}" || { apt_get update && apt_get install "${missing[@]}"; } \
        || { cat "$apt_log" >&2; die "apt-get could not install ${missing[*]} (see above); Debian 12 (bookworm) has them"; }
    rm -f "$apt_log"
}

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

apt_log="${TMPDIR:-/tmp}/build-sh-apt.$$.log"

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 --no-install-recommends "$@" > "$apt_log" 2>&1 < /dev/null
}
