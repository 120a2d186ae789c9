namespace Holdfast.Cli.Demo.Progress;

/// <summary>Shows how far a demonstration is.</summary>
internal interface IProgressView
{
    /// <summary>Shows how many files are done.</summary>
    void Show(long done);

    /// <summary>Tells an event.</summary>
    void Say(string text);
}
