using Holdfast.Processes;
using Holdfast.ProcessProgram;

// A whole program with a Main of its own, for tests. Arguments: the store's folder, and what becomes of its processes
// at its end. It does what it reads, line by line, and answers each line with one.
#if !WITHOUT_ENTRY
if (ProcessWorker.TryRun()) return 0;
#endif
ProcessContext context = new(args[0], new ProcessContextOptions
{
    Workers = 1,
    Ending = args.Length > 1 ? Enum.Parse<ProcessEnding>(args[1]) : ProcessEnding.Stop,
});
Console.WriteLine("main");
while (Console.ReadLine() is { } line)
{
    string[] words = line.Split(' ');
    switch (words[0])
    {
        case "crash":
            throw new InvalidOperationException("nobody handles this");
        case "exit":
            return int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
        default:
            Console.WriteLine(Commands.Answer(context, words));
            break;
    }
}

context.Dispose();
return 0;
