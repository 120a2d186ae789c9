using System.Globalization;
using Holdfast.Errors;
using Holdfast.Processes;

namespace Holdfast.ProcessProgram;

/// <summary>What the program can be told to do.</summary>
internal static class Commands
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Does it, and gives what came out, in one line.</summary>
    public static string Answer(ProcessContext context, string[] words)
    {
        try
        {
            string word = words.ElementAtOrDefault(1) ?? "";
            return words[0] switch
            {
                "square" => Text(context.Start(Functions.Square, Number(word)).Wait<int>(Patience)),
                "identity" => Functions.Identity(),
                "child" => context.Start(Functions.Identity).Wait<string>(Patience),
                "line" => context.Start(Functions.CommandLine).Wait<string>(Patience),
                "run" => Text(context.Run<int>(Functions.Square, Number(word))),
                "map" => Text(context.Map<int, int>(Functions.Square, Enumerable.Range(1, Number(word))).Sum()),
                "nest" => Text(context.Start(Functions.Nest, Number(word)).Wait<int>(Patience)),
                "begin" => context.Start(new ProcessOptions { Name = word }, Functions.NestWhenTold).Id!,
                "result" => Text(context.Processes.First(process => process.Name == word).Wait<int>(Patience)),
                "hold" => Hold(context, new ProcessOptions { Name = word }),
                "survive" => Hold(context, new ProcessOptions { Name = word, OutlivesParent = true }),
                "lock" => Lock(context, word),
                "names" => string.Join(' ', context.Processes.Select(process => process.Name)),
                "alive" => string.Join(' ', context.Processes.Where(each => each.IsAlive).Select(each => each.Name)),
                "stop" => Text(context.StopAll().Count),
                _ => "unknown",
            };
        }
        catch (Exception fault) when (fault is IHoldfastError failed)
        {
            return $"{failed.Code}: {fault.Message}";
        }
    }

    private static string Hold(ProcessContext context, ProcessOptions options)
    {
        string key = Guid.NewGuid().ToString("N");
        ChildProcess process = context.Start(options, Functions.Hold, key);
        context.State.WhenAsync(StatePath.Root / "held" / key, _ => true, Patience).GetAwaiter().GetResult();
        return process.Id!;
    }

    private static string Lock(ProcessContext context, string name)
    {
        ChildProcess process = context.Start(Functions.Lock, name);
        context.State.WhenAsync(StatePath.Root / "locked" / name, _ => true, Patience).GetAwaiter().GetResult();
        return process.Id!;
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
