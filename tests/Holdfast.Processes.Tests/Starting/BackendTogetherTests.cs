namespace Holdfast.Processes.Tests.Starting;

public sealed class ProcessTogetherTests() : TogetherTests(Backend.Process)
{
    protected override string ErrorsOf(Action act)
    {
        act();
        return File.ReadAllText(Log);
    }
}

public sealed class ThreadTogetherTests() : TogetherTests(Backend.Thread)
{
    /// <summary>A thread has the standard error of its program.</summary>
    protected override string ErrorsOf(Action act)
    {
        using StringWriter written = new();
        TextWriter before = Console.Error;
        Console.SetError(TextWriter.Synchronized(written));
        try
        {
            act();
            return written.ToString();
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
