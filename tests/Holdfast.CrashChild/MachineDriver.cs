using Holdfast.Machines;

namespace Holdfast.CrashChild;

/// <summary>Fires a machine that several processes share.</summary>
public static class MachineDriver
{
    /// <summary>A ring of states, each of which takes a trigger of its own that leads to the next.</summary>
    public static MachineDefinition<string, string> Ring()
    {
        var builder = new MachineBuilder<string, string>("s0");
        for (int index = 0; index < 4; index++)
            builder.In($"s{index}").On($"leave s{index}", $"s{(index + 1) % 4}");
        return builder.Build();
    }

    /// <summary>A state that is left by itself.</summary>
    public static MachineDefinition<string, string> Timer()
    {
        var builder = new MachineBuilder<string, string>("waiting");
        builder.In("waiting").After(TimeSpan.FromMilliseconds(300), "rung");
        builder.Terminal("rung");
        return builder.Build();
    }

    /// <summary>Fires what the state takes, without end, and prints the state of each transition that it won.</summary>
    public static int Race(string folder)
    {
        using Store store = Store.Open(folder);
        using Machine<string, string> machine = store.GetState("machines").GetMachine("/ring", Ring());
        Console.Out.WriteLine("ready");
        Console.Out.Flush();
        while (true)
        {
            string seen = machine.Current;
            CommitOptions options = new() { Author = $"{Environment.ProcessId}" };
            if (!machine.TryFire($"leave {seen}", argument: null, options)) continue;
            Console.Out.WriteLine($"won {seen}");
            Console.Out.Flush();
        }
    }

    /// <summary>Holds a machine with a delay open until it has rung.</summary>
    public static int Ring(string folder)
    {
        using Store store = Store.Open(folder);
        using Machine<string, string> machine = store.GetState("machines").GetMachine("/timer", Timer());
        Console.Out.WriteLine("ready");
        Console.Out.Flush();
        machine.WaitFor("rung", TimeSpan.FromMinutes(1));
        Console.Out.WriteLine("rung");
        Console.Out.Flush();
        return 0;
    }
}
