using Holdfast;
using Holdfast.Processes;

namespace Tour;

/// <summary>A press is long when the button is not let go in time.</summary>
internal static class ButtonPress
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(0.5);

    public static void Run()
    {
        using ProcessContext context = new();
        using Watch button = context.State.Watch("/pressed");
        ChildProcess finger = context.Start(Press);
        for (int press = 0; press < 3; press++)
        {
            button.NextEqual("/pressed", true);
            Console.WriteLine(IsLong(button) ? "long" : "short");
        }

        finger.Wait();
    }

    private static bool IsLong(Watch button)
    {
        try
        {
            button.NextEqual("/pressed", false, Long);
            return false;
        }
        catch (TimeoutException)
        {
            button.NextEqual("/pressed", false);
            return true;
        }
    }

    private static void Press(State state)
    {
        foreach (int milliseconds in (int[])[50, 1500, 50])
        {
            state["/pressed"] = true;
            Thread.Sleep(milliseconds);
            state["/pressed"] = false;
            Thread.Sleep(50);
        }
    }
}
