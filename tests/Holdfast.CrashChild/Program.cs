using Holdfast.CrashChild;

// A process for tests to kill. Arguments: what to do, the store's folder, the namespace, and what that needs.
// It prints one line for each thing that was done, so that the test knows what was acknowledged.
return args[0] switch
{
    "append" => Appender.Run(args[1], args[2], bool.Parse(args[3])),
    "die-writing" =>
        DyingWriter.Run(args[1], args[2], int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture)),
    "hold-writer" => Holder.HoldWriter(args[1], args[2]),
    "hold-turn" => Holder.HoldTurn(args[1], args[2]),
    "set-each" => Setter.Run(args[1], args[2], args[3..]),
    "retention" => RetentionSetter.Run(args[1], args[2], args[3]),
    "hold-dictionary" => DictionaryUser.Hold(args[1]),
    "write-dictionary" => DictionaryUser.Write(args[1]),
    "save-trees" => TreeSaver.Run(args[1]),
    "write-tree" => TreeWriter.Run(args[1]),
    "write-stored-dictionary" => DictionaryUser.WriteInStore(args[1]),
    "add-dictionary" => DictionaryUser.Add(args[1], args[2]),
    "run-dictionary" => DictionaryUser.Run(args[1]),
    "count-cell" => CellCounter.Run(args[1], args[2]),
    "flush" => Holder.HoldFlusher(args[1], args[2]),
    "await-fault" => FaultWaiter.Run(args[1], args[2]),
    "remove" => Remover.Run(args[1], args[2]),
    "set" => Remover.Set(args[1], args[2]),
    "run" => RunWorker.Run(args[1], args[2], args[3]),
    "signals" => SignalCatcher.Run(args[1]),
    "open" => Holder.HoldOpen(args[1]),
    "try-open" => Holder.TryOpen(args[1]),
    "save-program" => SavingProgram.Run(args[1..]),
    "save-late" => SavingProgram.RunLate(args[1..]),
    "control" => Controlled.Run(args[1]),
    "configure" => Configurer.Run(args[1]),
    "contend" => Contender.Run(args[1], args[2]),
    "race-machine" => MachineDriver.Race(args[1]),
    "ring-machine" => MachineDriver.Ring(args[1]),
    _ => 2,
};
