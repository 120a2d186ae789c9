namespace Holdfast.Logs.File.Native;

/// <summary>
/// The error numbers that the file log tells apart (the same on all Linux architectures that .NET runs on).
/// </summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int TryAgain = 11;
    public const int NoAccess = 13;
    public const int Exists = 17;
    public const int NotFolder = 20;
    public const int IsFolder = 21;
    public const int TooManyFilesInSystem = 23;
    public const int TooManyFiles = 24;
    public const int FileTooBig = 27;
    public const int NoSpace = 28;
    public const int ReadOnly = 30;
    public const int NotEmpty = 39;
    public const int Stale = 116;
    public const int QuotaExceeded = 122;
    public const int TimedOut = 110;
}
