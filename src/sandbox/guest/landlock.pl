# Confines this very process, then becomes the program it is given: Landlock for files and the network, seccomp for
# system calls. Perl, because nothing else that nearly every Linux has can call the kernel as it likes and starts in
# three milliseconds.
#
# Arguments: numbers of system calls (prctl, prlimit64, capset), the seccomp filter in hexadecimal, then any of
#   read PATH, execute PATH, write FOLDER, limit NUMBER BYTES
# and after `--` the program with its arguments.
use strict;
use warnings;

my ($prctl, $prlimit, $capset, $filter) = splice(@ARGV, 0, 4);
$filter = pack('H*', $filter);

sub check {
    my ($result, $what) = @_;
    die "$what: $!\n" if $result < 0;
    return $result;
}

# 3 is the channel, 5 for notes; the program gets nothing else.
check(syscall(436, 4, 4, 0), 'close_range');
check(syscall(436, 6, 0x7fffffff, 0), 'close_range');

# Ends with the parent, however that ends.
check(syscall($prctl + 0, 1, 9, 0, 0, 0), 'PR_SET_PDEATHSIG');
check(syscall($prctl + 0, 38, 1, 0, 0, 0), 'PR_SET_NO_NEW_PRIVS');

if ($> == 0) {
    # Root that nobody could stand in for: the account stays, all that it could do more than others goes.
    syscall($prctl + 0, 24, $_, 0, 0, 0) for 0 .. 63;
    my ($head, $none) = (pack('Ll', 0x20080522, 0), "\0" x 24);
    check(syscall($capset + 0, $head, $none), 'capset');
}

my $version = check(syscall(444, 0, 0, 1), 'Landlock');
die "Landlock $version cannot hold the network; 4 or newer is needed\n" if $version < 4;
# Everything that this version can deny: files (device ioctls since 5), TCP, signals and abstract sockets since 6.
my $handled = pack('QQ', $version >= 5 ? 0xffff : 0x7fff, 3);
$handled .= pack('Q', 3) if $version >= 6;
my $rules = check(syscall(444, $handled, length $handled, 0), 'Landlock');

my ($EXECUTE, $WRITE, $READ, $READ_FOLDER, $TRUNCATE) = (1, 2, 4, 8, 1 << 14);
# Also: remove folders and files, make folders and ordinary files, truncate, move between folders.
my $OWN = $WRITE | $READ | $READ_FOLDER | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 13 | $TRUNCATE;

sub allow {
    my ($path, $access) = @_;
    # O_PATH. Perl closes it when it becomes another program.
    sysopen(my $place, $path, 0x200000) or ($! == 2 ? return : die "$path: $!\n");
    $access &= $EXECUTE | $WRITE | $READ | $TRUNCATE unless -d $place;
    my $rule = pack('Ql', $access, fileno $place);
    check(syscall(445, $rules, 1, $rule, 0), $path);
}

while (defined(my $word = shift @ARGV)) {
    last if $word eq '--';
    my $path = shift @ARGV;
    if    ($word eq 'read')    { allow($path, $READ | $READ_FOLDER) }
    elsif ($word eq 'execute') { allow($path, $READ | $EXECUTE) }
    elsif ($word eq 'write')   { allow($path, $OWN) }
    elsif ($word eq 'limit') {
        my $most = pack('QQ', ($ARGV[0]) x 2);
        shift @ARGV;
        check(syscall($prlimit + 0, 0, $path + 0, $most, 0), "limit $path");
    }
    else { die "what is $word?\n" }
}
allow($_, $READ) for '/dev/zero', '/dev/urandom', '/dev/random';
allow('/dev/null', $READ | $WRITE);
check(syscall(446, $rules, 0), 'landlock_restrict_self');

my $program = pack('Sx6P', length($filter) / 8, $filter);
check(syscall($prctl + 0, 22, 2, $program, 0, 0), 'seccomp');
exec { $ARGV[0] } @ARGV or die "$ARGV[0]: $!\n";
