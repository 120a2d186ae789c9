// A tour of Holdfast.Processes in eleven small programs, each in a file of its own.
//
//   dotnet run --project samples/Tour                 lists them
//   dotnet run --project samples/Tour -- counter      runs one
using Tour;

(string Name, string About, Action Run)[] examples =
[
    ("counter", "50 processes count to 50, one at a time", Counter.Run),
    ("chain", "a change wakes a process, whose change wakes the next", ChainReaction.Run),
    ("cookies", "one process bakes, another eats all of it", CookieEater.Run),
    ("luck", "numbers are drawn until a listener finds one lucky", LuckTest.Run),
    ("nested", "processes start processes", Nested.Run),
    ("watchers", "three ways to wait for a change", StateWatchers.Run),
    ("peanuts", "a slow consumer misses nothing", Peanuts.Run),
    ("button", "short and long presses, told apart by a time-out", ButtonPress.Run),
    ("errors", "the exception of another process", RemoteErrors.Run),
    ("maps", "functions over many items on warm workers", Maps.Run),
    ("pages", "downloads pages in parallel", Pages.Run),
];

if (examples.FirstOrDefault(example => args is [var name] && name == example.Name).Run is { } run)
{
    run();
    return 0;
}

foreach ((string name, string about, _) in examples) Console.WriteLine($"{name,-10}{about}");
return args is [] ? 0 : 2;
