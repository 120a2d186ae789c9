// Builds an index of the words of all files below a folder, in several processes. It goes on where it was when it is
// started again, and a file whose process was killed is read by another.
//
//   dotnet run --project samples/WordIndex -- ./index --input /usr/share/doc        indexes, which is the default
//   holdfast ps --store ./index                                                     what the processes do
//   holdfast pause indexer-1 --store ./index                                        lets one wait; resume likewise
//   dotnet run --project samples/WordIndex -- ./index --find kernel                 the files that have a word
using System.Globalization;
using Holdfast;
using Holdfast.Processes;
using WordIndex;

Dictionary<string, string> options = args.Skip(1).Chunk(2).Where(pair => pair.Length == 2)
    .ToDictionary(pair => pair[0], pair => pair[1]);
string input = options.GetValueOrDefault("--input", "/usr/share/doc");
int processes = int.Parse(options.GetValueOrDefault("--processes", "2"), CultureInfo.InvariantCulture);
int milliseconds = int.Parse(options.GetValueOrDefault("--pace", "0"), CultureInfo.InvariantCulture);
if (args is not [var folder, ..] || !Directory.Exists(input))
{
    Console.Error.WriteLine(
        "usage: WordIndex <store> [--input <folder>] [--processes <count>] [--pace <milliseconds a file>] "
            + "| WordIndex <store> --find <word>");
    return 2;
}

using ProcessContext context = new(folder);
if (options.TryGetValue("--find", out string? word))
{
    foreach (string file in Library.Find(context.State, word)) Console.WriteLine(file);
    return 0;
}

input = Path.TrimEndingDirectorySeparator(Path.GetFullPath(input));
string indexed = Library.AddFiles(context.State, input);
if (options.ContainsKey("--input") && indexed != input)
{
    Console.Error.WriteLine(
        $"'{folder}' holds the index of '{indexed}'. Give another store for '{input}', or leave --input out to go on.");
    return 2;
}

for (int number = 1; number <= processes; number++)
{
    ProcessOptions named = new() { Name = string.Create(CultureInfo.InvariantCulture, $"indexer-{number}") };
    context.Start(named, Indexer.Run, milliseconds);
}

int failed = context.WaitAllSafely().Count(result => result.Failure is not null);
Console.WriteLine(
    $"{context.State.GetOrDefault("/indexed", 0)} files, {Library.CountWords(context.State)} words, {failed} failed");
return 0;
