using Holdfast.Control;

namespace Holdfast.CrashChild;

/// <summary>
/// Sends itself control messages without end, each of which counts in two places, and prints the count.
/// </summary>
internal static class Controlled
{
    public static int Run(string folder)
    {
        using Store store = Store.Open(folder);
        using ProgramState program = new(new() { State = store.GetState("controlled"), Name = "child" });
        for (int count = 1; ; count++)
        {
            string counts = $$"""{ "first": {{count}}, "inner": { "second": {{count}} } }""";
            ControlReply reply = program.Controller.Handle(
                $$"""{ "meta": { "var": "/counts", "set": {{counts}} } }""");
            if (!reply.IsDone) return 1;
            Console.Out.WriteLine(count);
            Console.Out.Flush();
        }
    }
}
