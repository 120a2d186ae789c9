namespace Holdfast.Processes.Tests.Reactions;

/// <summary>What reacts in the tests.</summary>
internal static class ReactionFunctions
{
    public static void Note(Snapshot seen, State state) => state.Append("/log", seen.Get("/n"));

    public static void NoteTwo(Value root, State state, string word)
    {
        state.Append("/log", $"{word} {root["n"]}");
        if ((int)root["n"] == 2) throw new ProcessExitException();
    }

    public static void NoteText(Dictionary<string, Value> root, State state) => state["/seen"] = root["n"];

    /// <summary>Writes at the path that it is woken by.</summary>
    public static void WriteBack(State state)
    {
        state.Add("/calls", 1);
        state["/n"] = 100;
    }

    public static void Count(State state) => state.Add("/calls", 1);

    public static void FailOnce(Snapshot seen, State state)
    {
        state.Append("/log", seen.Get("/n"));
        if (seen.Get<int>("/n") == 1) throw new FormatException("the first");
    }

    /// <summary>Notes what it saw, and waits until it may go on.</summary>
    public static void NoteSlowly(Snapshot seen, State state)
    {
        state.Append("/log", seen.Get("/n"));
        state.WhenAsync("/open", open => (bool)open).GetAwaiter().GetResult();
    }

    /// <summary>Tells how long a button was pressed.</summary>
    public static void Press(Snapshot seen, State state)
    {
        string length = "short";
        try
        {
            state.WhenEqualAsync("/pressed", false, TimeSpan.FromMilliseconds(500)).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            length = "long";
        }

        state.Append("/log", length);
    }

    public static void Leave(int code) => throw new ProcessExitException(code);

    public static void LeaveWithSeven() => throw new ProcessExitException(7);

    public static bool IsLarge(Snapshot state) => state.TryGet("/n", out Value number) && (int)number > 10;

    public static bool Fails(Snapshot state) => throw new FormatException("the predicate");
}
