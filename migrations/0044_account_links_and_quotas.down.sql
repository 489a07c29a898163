DROP TABLE account_quotas, account_links;
