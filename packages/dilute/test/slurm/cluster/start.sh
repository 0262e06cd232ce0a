#!/usr/bin/env bash
# start.sh DIR — a real Slurm (munged, slurmctld, N x slurmd) on this one host, on
# loopback, without systemd, everything it writes under DIR. Run again: starts only
# what is missing. Then: source DIR/env.sh (SLURM_CONF) and use sbatch, squeue, ...
# Debian: apt-get install munge slurmctld slurmd slurm-client. Settings by environment:
# SLURM_NODES (2), SLURM_CPUS per node (2), SLURM_MEM per node in MB (2000), SLURM_PORT
# first of N+1 ports (26817), SLURM_WAIT seconds (60), SLURM_MAXARRAY (10001),
# SLURM_MINJOBAGE seconds that ended jobs are remembered (300).
set -euo pipefail
umask 022
DIR=${1:?usage: start.sh DIR}
NODES=${SLURM_NODES:-2} CPUS=${SLURM_CPUS:-2} MEM=${SLURM_MEM:-2000}
PORT=${SLURM_PORT:-26817} WAIT=${SLURM_WAIT:-60}
export PATH=$PATH:/usr/sbin:/sbin
die() { echo "slurm start: $*" >&2; exit 1; }

# 1. folders, key, configuration
mkdir -p "$DIR"; DIR=$(cd "$DIR" && pwd -P)
((${#DIR} <= 70)) || die "path too long for unix sockets: $DIR"
case $DIR in *[[:space:]%=#,]*) die "no space, %, =, # or comma in the path: $DIR";; esac
mkdir -p "$DIR"/{etc,run,log,state,spool}
chmod 755 "$DIR" "$DIR"/{etc,run,log,state,spool}
ME=$(id -un) HOST=$(hostname -s)
# the daemons listen only on the address of this host's own name: it must be loopback
ADDR=$(getent ahostsv4 "$HOST" | awk 'NR == 1 {print $1}') || true
case $ADDR in 127.*) ;; *) die "'$HOST' is '${ADDR:-unknown}', not loopback: put '127.0.0.1 $HOST' in /etc/hosts";; esac
KEY=$DIR/etc/munge.key CONF=$DIR/etc/slurm.conf
[ -s "$KEY" ] || (umask 077; head -c 128 /dev/urandom >"$KEY")
node_lines=
for ((i = 1; i <= NODES; i++)); do
  node_lines+="NodeName=n$i NodeHostname=$HOST NodeAddr=$ADDR Port=$((PORT + i)) CPUs=$CPUS RealMemory=$MEM State=UNKNOWN"$'\n'
done
cat >"$CONF.new" <<CONF
ClusterName=trial
SlurmctldHost=$HOST($ADDR)
SlurmctldPort=$PORT
SlurmUser=$ME
SlurmdUser=$ME
AuthType=auth/munge
CredType=cred/munge
# cred_expire is also how long a requeued job waits before it may start again (default 120)
AuthInfo=socket=$DIR/run/munge.sock,cred_expire=5
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$DIR/state
SlurmdSpoolDir=$DIR/spool/%n
SlurmctldPidFile=$DIR/run/slurmctld.pid
SlurmdPidFile=$DIR/run/slurmd-%n.pid
SlurmctldLogFile=$DIR/log/slurmctld.log
SlurmdLogFile=$DIR/log/slurmd-%n.log
# no cgroups, no task binding, no accounting database
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$DIR/log/jobcomp.txt
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
DefMemPerCPU=100
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=1,sched_interval=1
MpiDefault=none
MailProg=/bin/true
ReturnToService=2
SlurmdParameters=config_overrides
# short times for tests; the defaults are 300, 300, 30, 300
SlurmdTimeout=10
MinJobAge=${SLURM_MINJOBAGE:-300}
KillWait=3
BatchStartTimeout=10
MaxArraySize=${SLURM_MAXARRAY:-10001}
${node_lines}PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
mv "$CONF.new" "$CONF"
echo "export SLURM_CONF='$CONF'" >"$DIR/env.sh"
export SLURM_CONF=$CONF

# 2. daemons. $DIR/run/NAME.proc holds "PID STARTTIME", so that stop.sh cannot hit
# another process that got the same number.
starttime() { # PID; fails for a zombie too (its parent may be slow to collect it)
  local s; s=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  s=${s##*) }; set -- $s; case $1 in Z|X) return 1;; esac; echo "${20}"
}
alive() { # NAME
  local pid st
  [ -s "$DIR/run/$1.proc" ] && read -r pid st <"$DIR/run/$1.proc" && [ "$(starttime "$pid")" = "$st" ]
}
launch() { # NAME COMMAND...
  local name=$1; shift
  alive "$name" && return
  # a session of its own, no open files of the caller's, stdin closed
  setsid "$@" </dev/null >>"$DIR/log/$name.out" 2>&1 &
  local pid=$!
  sleep 0.05
  echo "$pid $(starttime "$pid" || echo 0)" >"$DIR/run/$name.proc"
}
until_ok() { # SECONDS WHAT COMMAND...
  local end=$((SECONDS + $1)) what=$2; shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || { tail -n 15 "$DIR"/log/*.log "$DIR"/log/*.out >&2 || true; die "$what: not ready in time"; }
    sleep 0.1
  done
}
launch munged munged --foreground --key-file="$KEY" --socket="$DIR/run/munge.sock" \
  --pid-file="$DIR/run/munged.pid" --log-file="$DIR/log/munged.log" --seed-file="$DIR/state/munged.seed"
until_ok 10 munged munge -S "$DIR/run/munge.sock" -n
launch slurmctld slurmctld -D -f "$CONF"
until_ok "$WAIT" slurmctld sh -c 'scontrol ping | grep -q "is UP"'
for ((i = 1; i <= NODES; i++)); do
  mkdir -p "$DIR/spool/n$i"
  launch "slurmd-n$i" slurmd -D -N "n$i" -f "$CONF"
done

# 3. ready when every slurmd runs and every node is up: idle, or at work when this is a
# second start (a star after the state means 'not responding yet' and does not match).
# A node that was "down" comes back by itself (ReturnToService=2); one that an earlier
# crash left drained (sinfo -R tells why) is resumed here.
ready() {
  local i node state
  for ((i = 1; i <= NODES; i++)); do alive "slurmd-n$i" || return 1; done
  while read -r node state; do
    case $state in drain*) scontrol update NodeName="$node" State=RESUME || true;; esac
  done < <(sinfo -h -N -o '%N %T')
  [ "$(sinfo -h -N -o '%T' | grep -cE '^(idle|mixed|allocated|completing)$')" = "$NODES" ]
}
until_ok "$WAIT" "the nodes" ready
sinfo -N -o '%N %T %c %m %E'
