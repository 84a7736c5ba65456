# shellcheck shell=bash
# Sourced by ./fovea, ./test and .ci/run: finds the Swift compiler, installs the libraries that are missing, and
# builds the program. Nothing here reads standard input, which belongs to the program, unless a person is asked.

root=${BASH_SOURCE[0]%/Scripts/*}
program=$root/.build/release/fovea

say() { printf 'fovea: %s\n' "$*" >&2; }

# Anything that the caller has to put right first ends with status 2.
give_up() {
  say "$@"
  exit 2
}

# Sets `swift` to the compiler's path, or to nothing. OpenStack's client is called swift too, but has no swiftc.
find_swift() {
  local folder folders
  IFS=: read -ra folders <<<"$PATH"
  folders+=(/opt/swift/usr/bin "${SWIFTLY_BIN_DIR:-${HOME:-}/.local/share/swiftly/bin}"
    /usr/libexec/swift/bin /usr/libexec/swift/*/bin)
  for folder in "${folders[@]}"; do
    swift=$folder/swift
    [[ $folder == /* && -x $swift && -x $folder/swiftc ]] && return
  done
  swift=
}

# Sets `compiler_version`; ends here when there is no compiler, or one too old for Package.swift.
require_swift() {
  [[ -n $swift ]] || give_up "the Swift compiler is needed, and there is none here.
  Get it from https://www.swift.org/install/linux (swiftly puts it into your home folder),
  then type the same command again."
  compiler_version=$("$swift" --version </dev/null 2>&1) || give_up "$swift does not work:
$compiler_version"
  local needed found
  read -r _ _ needed <"$root/Package.swift"
  [[ $compiler_version =~ Swift\ version\ ([0-9.]+) ]] || give_up "$swift is not a Swift compiler."
  found=${BASH_REMATCH[1]}
  printf '%s\n' "$needed" "$found" | sort --version-sort --check=quiet ||
    give_up "Swift $needed or newer is needed; $swift is Swift $found. Newer ones: https://www.swift.org/install/linux"
}

# Prints the first of the watched files that changed after the stamp was set, by find's test $1; more files may
# follow it. A folder changes with what is deleted from it.
newer_than_stamp() {
  local watched=("$root/Package.swift" "$root/Sources" "${BASH_SOURCE[0]}") test=$1 file
  shift
  # swiftly's own programs stay as they are when another toolchain is chosen; these files do not.
  for file in "$@" "${SWIFTLY_HOME_DIR:-${HOME:-}/.local/share/swiftly}/config.json" "$root/.swift-version"; do
    [[ -f $file ]] && watched+=("$file")
  done
  find -H "${watched[@]}" "$test" "$root/.build/fovea.stamp" -print -quit 2>/dev/null
}

# Every call of ./fovea comes through here, so it starts one process only. A ready program needs no compiler.
is_ready() {
  local made_for=()
  [[ -x $program && -f $root/.build/fovea.stamp ]] || return
  mapfile -t made_for 2>/dev/null <"$root/.build/fovea.made-for"
  [[ ${made_for[0]-} == "$root" && ${made_for[1]-} == "${swift:-${made_for[1]-}}" ]] || return
  # The time of the last change of status: a file moved or unpacked here may be old by that of its contents.
  [[ -z $(newer_than_stamp -cnewer "$swift") ]]
}

# Two builds at once would empty the folder under each other. The lock ends with `unlock` or with this process.
lock() {
  mkdir -p "$1" || exit
  exec {lock}>"$1/fovea.lock" || exit
  flock --nonblock "$lock" && return
  say "waiting for another build to end ..."
  flock "$lock"
}

unlock() { exec {lock}>&-; }

# A build folder holds absolute paths and modules of one compiler: for another place or compiler it starts empty.
claim() {
  local folder=$1 made_for
  printf -v made_for '%s\n' "$root" "$swift" "$compiler_version"
  [[ -f $folder/fovea.made-for && $(<"$folder/fovea.made-for")$'\n' == "$made_for" ]] && return
  find -H "$folder" -mindepth 1 -maxdepth 1 ! -name fovea.lock -exec rm -rf {} + || exit
  printf '%s' "$made_for" >"$folder/fovea.made-for"
}

# Installs the libraries whose headers are missing: root at once, a person at a terminal after a yes.
install_libraries() {
  local missing=() library
  for library in libreadline-dev:readline/readline.h libpng-dev:png.h libturbojpeg0-dev:turbojpeg.h zlib1g-dev:zlib.h; do
    [[ -e /usr/include/${library#*:} || -e /usr/local/include/${library#*:} ]] || missing+=("${library%:*}")
  done
  # Loaded when the first figure is written as PNG, so that no header tells it.
  local found
  for found in /usr/lib /usr/lib64 /usr/local/lib; do
    compgen -G "$found/librsvg-2.so.2" >/dev/null && break
    compgen -G "$found/*/librsvg-2.so.2" >/dev/null && break
    found=
  done
  [[ -n $found ]] || missing+=(librsvg2-2)
  ((${#missing[@]})) || return 0

  command -v apt-get >/dev/null || give_up "these libraries are missing (under their Debian names): ${missing[*]}"
  # Lists that could not be fetched anew may still serve, so only the second command decides.
  local steps="apt-get update; apt-get install --yes ${missing[*]}" line log
  line="apt-get update && apt-get install ${missing[*]}"
  if command -v sudo >/dev/null; then line="sudo sh -c '$line'"; else line="su -c '$line'"; fi
  steps="export DEBIAN_FRONTEND=noninteractive; ${steps//apt-get/apt-get --option DPkg::Lock::Timeout=300}"

  local -a as_root=()
  if ((EUID)); then
    local answer=
    if [[ -t 0 && -t 2 ]] && command -v sudo >/dev/null; then
      say "these libraries are missing: ${missing[*]}"
      read -rp "fovea: install them now, with sudo? (y/n) " answer || printf '\n' >&2
    fi
    [[ $answer == [yY]* ]] || give_up "to install the missing libraries, type
  $line
  and then the same command again."
    as_root=(sudo)
  fi
  say "installing ${missing[*]} ..."
  # The inner redirections leave sudo the terminal, for the password and its own words.
  log=$("${as_root[@]}" sh -c "{ $steps; } </dev/null 2>&1") && return
  [[ -z $log ]] || printf '%s\n' "$log" >&2
  give_up "the libraries could not be installed; by hand it would be
  $line"
}

# The compiler keeps caches in the home folder. Where that cannot be written to, as in many containers, it gets one
# in the build folder $1.
set_compiler_home() {
  compiler_home=~
  [[ -w $compiler_home ]] && return
  compiler_home=$1/home
  mkdir -p "$compiler_home"
}

# Shows the compiler's progress, on one line where there is a terminal.
show_progress() {
  local line before='' after=$'\n'
  [[ -t 2 && ${TERM:-dumb} != dumb ]] && before=$'\r\e[K' after=''
  while IFS= read -r line; do
    [[ $line == \[* || $line == Fetching* ]] && printf '%s%s%s' "$before" "${line:0:76}" "$after" >&2
  done
  printf '%s' "$before" >&2
}

compile_program() {
  rm -f "$root/.build/fovea.stamp"
  # Set before the compiler starts: what is edited while it runs has to count as newer.
  : >"$root/.build/fovea.stamp.next"
  # A user's newer compiler may have warnings that ours has not, so they are errors in ./test only.
  set_compiler_home "$root/.build"
  HOME=$compiler_home FOVEA_STRICT=0 "$swift" build --package-path "$root" --scratch-path "$root/.build" \
    -c release --static-swift-stdlib --product fovea </dev/null 2>&1 |
    tee "$root/.build/fovea.log" | show_progress
  if ((PIPESTATUS[0])); then
    cat "$root/.build/fovea.log" >&2
    say "the build failed"
    exit 1
  fi
  mv "$root/.build/fovea.stamp.next" "$root/.build/fovea.stamp"
}

# Leaves the release program ready at `$program`.
build_program() {
  find_swift
  is_ready && return
  if [[ ! -w $root || -e $root/.build && ! -w $root/.build ]]; then
    [[ -x $program ]] || give_up "$root cannot be written to, and holds no ready program."
    [[ -z $(newer_than_stamp -newer) ]] || say "$root cannot be written to: this is the program as it was built last"
    return
  fi
  require_swift
  trap 'printf "\n" >&2; say "stopped; the next call goes on with the build"; exit 130' INT
  trap 'exit 143' TERM
  lock "$root/.build"
  # The build that was waited for may have been this one.
  if ! is_ready; then
    install_libraries
    claim "$root/.build"
    say "building; the first time takes a minute or two ..."
    SECONDS=0
    compile_program
    say "built in $SECONDS s"
  fi
  unlock
  trap - INT TERM
}
