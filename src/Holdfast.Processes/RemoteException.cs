using Holdfast.Processes.Calls;

namespace Holdfast.Processes;

/// <summary>An exception of another process.</summary>
/// <remarks>
/// Shape.  A function may return one instead of throwing: then whoever waits for it gets the original, and the process
///         counts as one that ended well. It also stands for exceptions whose type is not known where they arrive.
/// Source. zproc's RemoteException.
/// </remarks>
public sealed class RemoteException : Exception
{
    /// <summary>Takes an exception along, to be returned.</summary>
    public RemoteException(Exception exception)
        : base(exception?.ToString(), exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Image = ExceptionImage.Of(exception);
    }

    internal RemoteException(ExceptionImage image, Exception? inner)
        : base(image.ToString(), inner) => Image = image;

    /// <summary>The original's type, with its namespace.</summary>
    public string TypeName => Image.TypeName;

    /// <summary>The original's message.</summary>
    public string OriginalMessage => Image.Message;

    /// <summary>Where the original was thrown, in the other process.</summary>
    public string OriginalStackTrace => Image.Stack;

    internal ExceptionImage Image { get; }
}
