#!/bin/sh
# One part of a batch: the lines whose turn it is by the index that Kubernetes gives to the pod.
#
# CASES   the batch, one case a line
# OUT     a folder that all parts write into
# SHARDS  how many parts there are
# NOW     the moment that all of them judge at
set -eu

shard=$((JOB_COMPLETION_INDEX + 1))
answers="$OUT/$shard-of-$SHARDS.jsonl"

# A pod that is started once more begins its part anew; what is there whole is done.
if [ -e "$answers" ]; then exit 0; fi

code=0
touchstone verify --batch "$CASES" --shard "$shard/$SHARDS" --now "$NOW" "$@" > "$answers.$$" || code=$?

# 0, 1 and 3 are answers: a file that failed is no reason to start a pod again. 2 is one as well where a line
# could not be read, but not where nothing was answered at all.
case $code in
  0 | 1 | 3) ;;
  2) [ -s "$answers.$$" ] || { rm -f "$answers.$$"; exit 2; } ;;
  *) rm -f "$answers.$$"; exit "$code" ;;
esac
mv "$answers.$$" "$answers"
