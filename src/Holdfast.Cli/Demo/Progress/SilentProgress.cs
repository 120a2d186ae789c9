namespace Holdfast.Cli.Demo.Progress;

/// <summary>Shows nothing: for answers in JSON, and for those who asked for quiet.</summary>
internal sealed class SilentProgress : IProgressView
{
    public void Show(long done)
    {
        // By its purpose.
    }

    public void Say(string text)
    {
        // By its purpose.
    }
}
