DROP TABLE ended_sessions, session_generations, local_logins;
